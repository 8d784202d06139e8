import { expect, test } from 'vitest';
import { openHouse } from '../../../test/house.ts';
import { must } from '../../../test/team.ts';
import { objectionLink, stop, team, undo } from './testing.ts';

const house = await openHouse();

test('without script an owner reads what happened, stops it and takes it back, by forms', async () => {
  const { owner, second, member, ids } = await team(house);
  must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
  const path = `/objections/${await objectionLink(house, second, /role/)}`;
  const reader = house.visitor();
  const seen = await reader.page(path);
  for (const words of ['A role was changed', member.email, owner.email, 'Technical', 'Billing']) {
    expect(seen.text).toContain(words);
  }
  const form_token = /name="form_token" value="([^"]*)"/.exec(seen.text)?.[1] ?? '';
  const send = (to: string, fields: Record<string, string>) =>
    reader.form(to, { form_token, ...fields }, { 'sec-fetch-site': undefined });
  const stopped = await send(path, {});
  expect([stopped.status, stopped.text.includes('Changes in this account are stopped')]).toEqual([200, true]);
  const wrong = await send(`${path}/undo`, { method: 'password', password: 'not the one of that day' });
  expect([wrong.status, wrong.text.includes('aria-invalid="true"')]).toEqual([401, true]);
  const undone = await send(`${path}/undo`, { method: 'password', password: second.password });
  expect([undone.status, undone.text.includes('The change is taken back')]).toEqual([200, true]);
  expect((await reader.page(path)).status).toBe(410);
});

test('a program learns what it was, whether it is stopped and until when, and what an undo needs', async () => {
  const { owner, second, ids } = await team(house);
  must(200, await owner.post(`/account/users/${ids.member}/suspend`, {}));
  const token = await objectionLink(house, second, /suspended/);
  const seen = must(200, await house.visitor().get(`/objections/${token}`)).json;
  expect(seen).toMatchObject({ kind: 'member-suspended', state: 'open', until: null, needs: ['password'] });
  expect(seen.account).toBe((await owner.get('/session')).json.account.name);
  const { until } = must(200, await stop(house, token)).json;
  expect((await house.visitor().get(`/objections/${token}`)).json).toMatchObject({ state: 'frozen', until });
  expect(must(200, await undo(second, token)).json).toEqual({ state: 'undone' });
});

test('the trail says who stopped, who took back, and with which proof', async () => {
  const { owner, second, ids } = await team(house);
  must(200, await owner.post(`/account/users/${ids.member}/role`, { role: 'billing' }));
  const token = await objectionLink(house, second, /role/);
  must(200, await stop(house, token));
  must(200, await undo(second, token));
  const { rows } = await house.database.pool.query(
    `select kind, actor_email, session_id, proof_methods from account_activity
      where kind in ('changes-stopped', 'change-undone') and actor_email = $1 order by seq`,
    [second.email],
  );
  expect(rows).toEqual([
    { kind: 'changes-stopped', actor_email: second.email, session_id: null, proof_methods: [] },
    { kind: 'change-undone', actor_email: second.email, session_id: null, proof_methods: ['password'] },
  ]);
});
