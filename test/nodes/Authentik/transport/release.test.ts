import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { releaseFrom } from '../../../../nodes/Authentik/transport/release';
import { runNode } from '../../../support/node';

it.each([
	['2025.12.4', '2025.12'],
	['2026.2.0', '2026.2'],
	['2026.3.1', '2026.2'],
	['2026.1.0', '2025.12'],
	['2027.1.0', '2026.8'],
	['2024.12.3', undefined],
	['', undefined],
	[undefined, undefined],
])('treats %s as %s', (version, release) => {
	expect(releaseFrom(version)).toBe(release);
});

describe('the release of the server', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ release: '2025.12' });
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await sandbox.close();
	});

	const looks = () => sandbox.requests.filter(({ path }) => path.endsWith('/admin/version/'));
	const filtered = async () =>
		await runNode(sandbox, {
			operation: 'getAll',
			filters: { groupFilters: ['df1e5a2b-2b0e-4d0f-8f57-9b6a4b0f5a3c'] },
		});

	it('is read again after ten minutes, when authentik may have been upgraded', async () => {
		await filtered();
		await filtered();
		expect(looks()).toHaveLength(1);
		const later = Date.now() + 10 * 60 * 1000 + 1;
		jest.spyOn(Date, 'now').mockReturnValue(later);
		await filtered();
		expect(looks()).toHaveLength(2);
	});
});
