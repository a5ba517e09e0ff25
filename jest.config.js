/** Tests run the built package (dist) in n8n's own engine against the sandbox, so build first. */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	setupFiles: ['<rootDir>/test/support/env.js'],
	transform: { '^.+\\.ts$': '@swc/jest' },
	// The official clients are read as source: several of their packages lack the compiled entry file.
	transformIgnorePatterns: ['/node_modules/(?!@goauthentik/)'],
	modulePathIgnorePatterns: ['<rootDir>/e2e/', '<rootDir>/.e2e/', '<rootDir>/.cache/'],
	testTimeout: 30_000,
	// Half of a test's time is waiting for the sandbox, so no core is kept free.
	maxWorkers: '100%',
};
