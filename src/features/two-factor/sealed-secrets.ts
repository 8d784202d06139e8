import type { SealedColumn } from '../../foundations/sealed-rows/index.ts';
import { APP_SECRET } from './check-totp.ts';

/** For a rotation of the keys. A secret is bound to its app already while it is being enrolled. */
export const appSecretColumns: readonly SealedColumn[] = [
  { table: 'authenticator_apps', idColumn: 'id', column: 'sealed_secret', purpose: APP_SECRET },
  {
    table: 'authenticator_app_enrolments',
    idColumn: 'session_id',
    column: 'sealed_secret',
    purpose: APP_SECRET,
    boundTo: { columns: ['app_id'], row: (appId) => appId },
  },
];
