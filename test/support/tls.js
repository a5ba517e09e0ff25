/** A proxy that ends TLS with a certificate that nobody trusts, in front of a plain server. */
const { createServer } = require('node:https');
const { request } = require('node:http');
const { generate } = require('selfsigned');

/** @returns the https address of a proxy in front of `target`, and how to stop it */
async function startTlsProxy(target) {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
	const server = createServer({ key, cert }, (incoming, outgoing) => {
		const { method, url, headers } = incoming;
		const onward = request(new URL(url, target), { method, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode, answer.headers);
			answer.pipe(outgoing);
		});
		incoming.pipe(onward);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `https://127.0.0.1:${server.address().port}`, close };
}

module.exports = { startTlsProxy };
