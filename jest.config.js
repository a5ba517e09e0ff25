/** Tests run the built package (dist) in n8n's own engine against the sandbox, so build first. */
module.exports = {
	testEnvironment: '<rootDir>/test/support/environment.ts',
	roots: ['<rootDir>/test'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	globalSetup: '<rootDir>/test/support/bundleClients.ts',
	setupFiles: ['<rootDir>/test/support/env.ts'],
	transform: {
		'\\.ts$': '@swc/jest',
		// Without what jest itself loads, and globalSetup, which runs outside of the environment.
		'/(?:node_modules/(?!@?jest|esbuild|expect)|\\.cache/|dist/).+\\.js$':
			'<rootDir>/test/support/nativeModule.js',
	},
	transformIgnorePatterns: [],
	testTimeout: 30_000,
	// Half of a test's time is waiting for the sandbox, so no core is kept free.
	maxWorkers: '100%',
	// What jest keeps of each file slows down those that come after it: a fresh process is cheaper.
	workerIdleMemoryLimit: '800MB',
};
