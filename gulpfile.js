const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** Empties dist, so that nothing of an older build is published. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

/** Puts what tsc leaves behind where n8n looks for it: icons beside the compiled code, under the same paths. */
function static_() {
	return src(['icons/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));
}

module.exports = { clean, static: static_ };
