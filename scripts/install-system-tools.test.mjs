import { expect, test } from 'vitest';
import { aptCommand } from './install-system-tools.mjs';

test('what is missing is named as one command to copy', () => {
  expect(aptCommand(['chromium', 'swaks'])).toBe('sudo apt-get install -y chromium swaks');
});
