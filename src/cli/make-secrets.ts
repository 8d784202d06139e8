import { makeSecrets as makeSecretsFile } from '../foundations/crypto/index.ts';
import { readSettings } from '../settings.ts';
import type { Command } from './command.ts';

export const makeSecrets: Command = {
  name: 'secrets make',
  operands: [],
  options: [],
  summary: 'Makes the secrets of a new installation. Replaces none.',
  help:
    'Writes SECRETS_FILE (mode 0600) with fresh random keys, once for an installation. Give every node this same file and\n' +
    'keep a copy apart from the backups of the database: without it no password works any more. Where there is such a\n' +
    'file already, nothing is done.',
  async run({ environment, say }) {
    const { secretsFile } = readSettings(environment);
    await makeSecretsFile(secretsFile);
    say(`Made ${secretsFile}. Keep a copy of it in a safe place, apart from the backups of the database.`);
    return undefined;
  },
};
