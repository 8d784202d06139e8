import { expect, test } from 'vitest';
import { looksLikeLink } from './looks-like-link.ts';

test.each([
  'evil.example',
  'www.evil',
  'a@b.example',
  '//evil',
  'ｅｖｉｌ．ｃｏｍ',
  'हिन्दी.com',
  'ไทยดี.com',
  'उदाहरण.भारत',
  'ลิงก์.ไทย',
  'evil。com',
  '203.0.113.7',
])('a mail program may make a link of %s', (text) => expect(looksLikeLink(text)).toBe(true));

test.each(['Camille Martin', 'J. R. Smith', 'Atelier n. 4', 'Müller & Söhne GmbH', 'สมชาย ใจดี', 'Version 2.5'])(
  'and none of %s',
  (text) => expect(looksLikeLink(text)).toBe(false),
);
