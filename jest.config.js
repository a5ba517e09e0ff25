/** Tests run the built package (dist) in n8n's own engine against the sandbox, so build first. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	globalSetup: '<rootDir>/test/support/bundleClients.ts',
	setupFiles: ['<rootDir>/test/support/env.ts'],
	transform: { '^.+\\.ts$': '@swc/jest' },
	// One file each, compiled already.
	transformIgnorePatterns: ['/node_modules/', '/.cache/'],
	testTimeout: 30_000,
	// Half of a test's time is waiting for the sandbox, so no core is kept free.
	maxWorkers: '100%',
};
