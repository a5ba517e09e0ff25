/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/**
 * Jest's environment, with one realm and one n8n-core for all test files of a process. Otherwise jest creates an
 * `Array` and an `Error` for each file, which n8n never does, and loads n8n-core again for 2 s. The package (dist) is
 * loaded again for each file, since its memory belongs to one n8n.
 */
import path from 'node:path';
import vm from 'node:vm';

import { TestEnvironment } from 'jest-environment-node';

declare global {
	/** Node's `require`, as opposed to jest's; nativeModule.js calls it. */
	var requireNatively: NodeJS.Require;
}

const DIST = path.join(__dirname, '../../dist') + path.sep;

/** Jest compiles the modules of a test file in the context of its environment. */
const contexts = new WeakSet<object>();
const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options = {}) => {
	const { parsingContext, ...others } = options;
	const isOurs = parsingContext !== undefined && contexts.has(parsingContext);
	return compileFunction(code, parameters, isOurs ? others : options);
};

export default class SingleRealmEnvironment extends TestEnvironment {
	constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
		super(config, context);
		if (this.context) contexts.add(this.context);
		Object.assign(this, { global: globalThis });
		globalThis.requireNatively = require;
		for (const file of Object.keys(require.cache))
			if (file.startsWith(DIST)) delete require.cache[file];
	}
}
