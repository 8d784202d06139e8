import { phraseColumn } from './features/anti-phishing-code/index.ts';
import { mailColumn, previewColumn, reportColumn } from './features/official-mail/index.ts';
import { journalColumn, recoveryColumn } from './features/recovery/index.ts';
import { appSecretColumns } from './features/two-factor/index.ts';
import { mailboxColumn } from './foundations/mail-transport/index.ts';
import type { SealedColumn } from './foundations/sealed-rows/index.ts';

/**
 * Every column with sealed values, as the rooms name them: what a rotation of the keys seals anew, and what keeps a key
 * from being dropped. A test finds a column that is missing here.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  phraseColumn,
  ...appSecretColumns,
  journalColumn,
  recoveryColumn,
  mailColumn,
  previewColumn,
  reportColumn,
  mailboxColumn,
];
