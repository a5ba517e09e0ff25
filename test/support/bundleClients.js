/**
 * Jest's globalSetup: makes one file of each official client. They are more than a thousand modules each,
 * several of their packages lack the compiled entry file, and every test file would load them anew.
 */
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '..', '..');
const { devDependencies } = require('../../package.json');

const CLIENT = /^@goauthentik\/api-(.+)$/;

module.exports = async () => {
	const clients = Object.keys(devDependencies).flatMap((name) => CLIENT.exec(name)?.[1] ?? []);
	await Promise.all(
		clients.map(async (release) => {
			const { version } = require(`@goauthentik/api-${release}/package.json`);
			const outfile = join(root, '.cache', 'clients', `${release}.js`);
			const stamp = `// @goauthentik/api ${version}`;
			if (existsSync(outfile) && readFirstLine(outfile) === stamp) return;
			await build({
				entryPoints: [
					join(root, 'node_modules', '@goauthentik', `api-${release}`, 'src', 'index.ts'),
				],
				bundle: true,
				platform: 'node',
				format: 'cjs',
				banner: { js: stamp },
				outfile,
				logLevel: 'error',
			});
		}),
	);
};

function readFirstLine(file) {
	return readFileSync(file, 'utf8').split('\n', 1)[0];
}
