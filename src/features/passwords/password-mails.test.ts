import { describe, expect, test } from 'vitest';
import type { MailContext } from '../../ui/mail/index.ts';
import { passwordChangedMail } from './password-changed-mail.tsx';
import { resetPasswordMail } from './reset-password-mail.tsx';

const publicUrl = new URL('https://accounts.example.test');

describe.each(['en', 'fr'] as const)('in %s', (locale) => {
  const context: MailContext = { locale, timeZone: 'Europe/Paris', brand: 'Harbour', publicUrl, supportContact: null };

  test('the reset mail links to our own address, says when, from where and how long, and asks nothing of a stranger’s victim', () => {
    const mail = resetPasswordMail.compose(resetPasswordMail.example, context);
    const { token } = resetPasswordMail.example;
    expect(mail.action?.href).toBe(`https://accounts.example.test/reset-password?token=${token}`);
    for (const fact of ['203.0.113.5', 'France', 'Firefox', '09:00', '09:30', 'Harbour'])
      expect(mail.text).toContain(fact);
    expect(String(mail.html)).toContain('203.0.113.5');
    expect(`${mail.subject} ${mail.preheader}`).not.toContain(token);
  });

  test.each(['change', 'reset', 'closed'] as const)(
    'the notice after a %s says what happened and what to do',
    (how) => {
      const mail = passwordChangedMail.compose({ ...passwordChangedMail.example, how }, context);
      expect(mail.text).toContain('203.0.113.5');
      expect(mail.text).toContain('Harbour');
      expect(mail.notYou).toContain('https://accounts.example.test/forgot-password');
      expect(mail.action?.href).toBe(
        `https://accounts.example.test/${how === 'closed' ? 'forgot-password' : 'security'}`,
      );
    },
  );

  test('a user agent cannot add a line or a link to the mail', () => {
    const origin = {
      ...resetPasswordMail.example.origin,
      browser: 'X\r\nBcc: a@b.test\n<a href=//evil.test>',
      network: 'N\u2028M',
    };
    const mail = resetPasswordMail.compose({ ...resetPasswordMail.example, origin }, context);
    expect(mail.text).not.toMatch(/^Bcc:/m);
    expect(String(mail.html)).not.toContain('<a href=//evil.test>');
  });
});
