/** Jest's transformer for modules that are the same for all test files: Node loads them, once. */
module.exports = {
	process: (_source, file) => ({
		code: `module.exports = requireNatively(${JSON.stringify(file)});`,
	}),
	getCacheKey: (_source, file) => file,
};
