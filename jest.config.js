/** Tests run the built package (dist) in n8n's own engine against the sandbox, so build first. */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	globalSetup: '<rootDir>/test/support/bundleClients.js',
	setupFiles: ['<rootDir>/test/support/env.js'],
	transform: { '^.+\\.ts$': '@swc/jest' },
	modulePathIgnorePatterns: ['<rootDir>/e2e/', '<rootDir>/.e2e/'],
	// One file each, compiled already.
	transformIgnorePatterns: ['/node_modules/', '/.cache/'],
	// No test has to be fast: it only has to end, also on a machine with other things to do.
	testTimeout: 180_000,
	// Half of a test's time is waiting for the sandbox, so no core is kept free.
	maxWorkers: '100%',
};
