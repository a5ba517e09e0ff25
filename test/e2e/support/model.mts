import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

/** A tool call that the model requests. */
export interface ToolCall {
	tool: string;
	args?: object;
}

/** The model's answer: a text, or the calls that it requests. */
export type Answer = string | ToolCall | ToolCall[];

/** The request to the model. */
export interface Completion {
	stream?: boolean;
	messages: Array<{ role: string; content: string }>;
	tools: Array<{
		function: {
			name: string;
			description: string;
			parameters: { properties: object; required?: string[] };
		};
	}>;
}

/** A language model whose answers a test sets, over OpenAI's API for chat completions. */
export interface Model {
	/** For the credential of n8n's OpenAI nodes. */
	url: string;
	/** The requests since say(). */
	requests: Completion[];
	/** Sets the next answers, one for each request. */
	say: (...answers: Answer[]) => void;
	close: () => Promise<void>;
}

/** Starts a model. Close it when done. */
export async function startModel(): Promise<Model> {
	const requests: Completion[] = [];
	let script: Answer[] = [];
	const server = createServer(async (request, response) => {
		const body = JSON.parse((await request.setEncoding('utf8').toArray()).join('')) as Completion;
		requests.push(body);
		const answer = script.shift();
		const message = refusal(request, body, answer);
		const isAnswered = answer !== undefined && message === undefined;
		response
			.writeHead(isAnswered ? 200 : 400, { 'content-type': 'application/json' })
			.end(
				JSON.stringify(isAnswered ? completion(answer, requests.length) : { error: { message } }),
			);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
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

/** The answers of the tools that the model called, in their order: the items that each returned. */
export function toldByTools({ requests }: Model): IDataObject[][] {
	const messages = requests.at(-1)?.messages ?? [];
	return messages
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => JSON.parse(content) as IDataObject[]);
}

/** Why the model does not answer, if it does not. */
function refusal({ method, url }: IncomingMessage, body: Completion, answer?: Answer) {
	if (url !== '/v1/chat/completions') return `${method} ${url} is not for a model of these tests`;
	if (body.stream) return 'A model of these tests does not stream';
	return answer === undefined ? 'The model has said all that the test told it to' : undefined;
}

function completion(answer: Answer, turn: number) {
	const calls = typeof answer === 'string' ? [] : [answer].flat();
	const tool_calls = calls.map(({ tool, args = {} }, index) => ({
		id: `call_${turn}_${index}`,
		type: 'function',
		function: { name: tool, arguments: JSON.stringify(args) },
	}));
	const isText = typeof answer === 'string';
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
