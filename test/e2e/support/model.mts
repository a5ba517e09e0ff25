import { createServer } from 'node:http';

/**
 * A language model that says what a test told it to, over OpenAI's API for chat completions.
 * @returns {Promise<{ url: string, requests: any[], say: Function, close: () => Promise<void> }>}
 *   `url` for the credential of n8n's OpenAI nodes; `requests` are the bodies that arrived;
 *   `say(...answers)` forgets these and sets the answers to come, one for each request: a text, or the
 *   calls that the model wants, as `{ tool, args }` or a list of them
 */
export async function startModel() {
	const requests = [];
	let script = [];
	const server = createServer(async (request, response) => {
		const body = JSON.parse((await request.setEncoding('utf8').toArray()).join(''));
		requests.push(body);
		const answer = script.shift();
		const message = refusal(request, body, answer);
		response
			.writeHead(message ? 400 : 200, { 'content-type': 'application/json' })
			.end(JSON.stringify(message ? { error: { message } } : completion(answer, requests.length)));
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}/v1`,
		requests,
		say(...answers) {
			requests.length = 0;
			script = answers;
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** What the model has been told by the tools it called, in their order. */
export function toldByTools({ messages }) {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => JSON.parse(content));
}

/** Why the model does not answer, if it does not. */
function refusal({ method, url }, body, answer) {
	if (url !== '/v1/chat/completions') return `${method} ${url} is not for a model of these tests`;
	if (body.stream) return 'A model of these tests does not stream';
	return answer === undefined ? 'The model has said all that the test told it to' : undefined;
}

function completion(answer, turn) {
	const isText = typeof answer === 'string';
	const tool_calls = [isText ? [] : answer].flat().map(({ tool, args = {} }, index) => ({
		id: `call_${turn}_${index}`,
		type: 'function',
		function: { name: tool, arguments: JSON.stringify(args) },
	}));
	return {
		id: `completion_${turn}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [
			{
				index: 0,
				finish_reason: isText ? 'stop' : 'tool_calls',
				message: isText
					? { role: 'assistant', content: answer }
					: { role: 'assistant', content: null, tool_calls },
			},
		],
		usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
	};
}
