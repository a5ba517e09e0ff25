const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** Empties dist, so that nothing of an older build is published. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

/**
 * Puts what tsc leaves behind where n8n looks for it, under the same paths: icons, and the schemas of what
 * operations give, which nothing imports.
 */
function static_() {
	const files = ['icons/*.svg', 'nodes/**/__schema__/**/*.json'];
	return src(files, { base: '.', encoding: false }).pipe(dest('dist'));
}

module.exports = { clean, static: static_ };
