import { readdirSync, readFileSync } from 'node:fs';
import type { Child } from 'hono/jsx';
import { describe, expect, it } from 'vitest';
import { CheckboxField, CodeField, Field, Form, PageHead, PasswordField, SelectField, Time } from './index.ts';
import { everything, render, SHELLS, tagsOf } from './ui.fixture.tsx';

function attribute(html: string, id: string, name: string): string | undefined {
  const tag = tagsOf(html).find((found) => found.includes(` id="${id}"`));
  return tag && new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
}

describe('a page', () => {
  it('starts with the doctype and names its language and title', () => {
    const html = render(<p>Hello</p>, {}, { locale: 'fr' });
    expect(html).toMatch(/^<!doctype html><html lang="fr">/);
    expect(html).toContain('<title>Page · Gatehouse</title>');
  });

  it('refuses an asynchronous component instead of showing a promise', () => {
    const Late = async () => <p>late</p>;
    expect(() => render(<Late />)).toThrow(TypeError);
  });

  it('follows the system until the user chooses a theme', () => {
    expect(render('')).not.toContain('data-theme');
    expect(render('', {}, { theme: 'dark' })).toContain('<html lang="en" data-theme="dark">');
  });

  it('has one main region, one h1 and a skip link that leads there', () => {
    const html = render(<PageHead title="Sessions" />, { shell: 'desk' });
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.indexOf('href="#content"')).toBeLessThan(html.indexOf('id="content"'));
  });
});

describe('the frame', () => {
  it.each(SHELLS)('lets a signed-in user sign out from every page by POST (SE-6, %s)', (shell) => {
    const html = render('', { shell });
    expect(html).toMatch(
      /<form method="post" action="\/sign-out"[^>]*><input type="hidden" name="form_token" value="the-token"\/>/,
    );
    expect(render('', { shell }, { viewer: null })).not.toContain('/sign-out');
  });

  it('sends the form token with every form it draws, and comes back to the same page', () => {
    const html = render('', { shell: 'desk' });
    const forms = html.match(/<form\b.*?<\/form>/g) ?? [];
    expect(forms.length).toBeGreaterThan(2);
    for (const form of forms) expect(form).toContain('name="form_token" value="the-token"');
    expect(html).toContain('name="return" value="/security?cursor=a&amp;b"');
  });

  it('marks the current section, once', () => {
    const html = render('', { shell: 'desk', section: '/security' });
    expect(html.match(/aria-current="page"/g)).toHaveLength(1);
    expect(html).toContain('<a href="/security" aria-current="page">');
  });

  it('watches the idle time of a session only where there is one', () => {
    expect(render('')).toContain('data-seconds="600"');
    expect(render('', {}, { viewer: null })).not.toContain('<session-clock');
  });
});

describe('a form', () => {
  it('is a POST and carries the token', () => {
    const html = render(<Form action="/act" token="the-token" submit="Do it" />);
    expect(html).toMatch(/<form class="form form-stack" method="post" action="\/act"[^>]*>/);
    expect(html).toContain('<input type="hidden" name="form_token" value="the-token"/>');
  });

  it('carries the question that is asked before a dangerous act', () => {
    const html = render(<Form action="/act" token="t" submit="End" confirm={{ title: 'Sure?', text: 'It ends.' }} />);
    expect(html).toContain('data-confirm="It ends." data-confirm-title="Sure?"');
  });
});

describe('a field', () => {
  const field = { label: 'Code', name: 'code', hint: 'Six digits.', error: 'Not right.' };
  const kinds: [string, Child][] = [
    ['text', <Field {...field} />],
    ['code', <CodeField {...field} />],
    ['password', <PasswordField {...field} autocomplete="current-password" showLabel="Show" hideLabel="Hide" />],
    ['select', <SelectField {...field} options={[]} />],
    ['checkbox', <CheckboxField {...field} />],
  ];

  it.each(kinds)('that was refused is tied to its message and hint (AX-3, %s)', (_kind, drawn) => {
    const html = render(drawn);
    expect(attribute(html, 'field-code', 'aria-describedby')).toBe('field-code-error field-code-hint');
    expect(attribute(html, 'field-code', 'aria-invalid')).toBe('true');
    expect(html).toMatch(/<p class="field-error" id="field-code-error" role="alert">.*?Not right\./);
    expect(html).toContain('<p class="hint" id="field-code-hint">Six digits.</p>');
    expect(html).toContain('<label for="field-code">');
  });

  it('that is fine says nothing of errors', () => {
    const html = render(<Field label="Name" name="name" />);
    expect(html).not.toContain('aria-invalid');
    expect(html).not.toContain('aria-describedby');
  });

  it('for a code is one input that takes paste and autofill (AX-1, AX-2)', () => {
    const html = render(<CodeField label="Code" name="code" />);
    expect(attribute(html, 'field-code', 'autocomplete')).toBe('one-time-code');
    expect(attribute(html, 'field-code', 'inputmode')).toBe('numeric');
    expect(attribute(html, 'field-code', 'maxlength')).toBeUndefined();
  });

  it('for a password never sends one back and its toggle cannot submit (PW-10)', () => {
    const html = render(<PasswordField {...field} autocomplete="new-password" showLabel="Show" hideLabel="Hide" />);
    expect(attribute(html, 'field-code', 'type')).toBe('password');
    expect(attribute(html, 'field-code', 'autocomplete')).toBe('new-password');
    expect(attribute(html, 'field-code', 'value')).toBeUndefined();
    expect(html).toContain('<button type="button" hidden="" aria-controls="field-code" aria-label="Show"');
  });
});

it('a time shows the reader’s zone and keeps the exact instant', () => {
  const html = render(<Time at={new Date('2026-11-23T08:12:00Z')} locale="fr" timeZone="Europe/Paris" />);
  expect(html).toContain('<time datetime="2026-11-23T08:12:00.000Z" title="2026-11-23T08:12:00.000Z">');
  expect(html).toContain('09:12');
});

it('every class that a component names has its rules', () => {
  const styles = new URL('./styles/', import.meta.url);
  const css = readdirSync(styles).map((file) => readFileSync(new URL(file, styles), 'utf8'));
  const ruled = new Set(
    css
      .join('\n')
      .match(/\.[a-z][a-z-]*/g)
      ?.map((name) => name.slice(1)),
  );
  const html = SHELLS.map((shell) => render(everything('x'), { shell })).join('');
  const used = new Set([...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ')));
  const plain = ['badge-neutral', 'card-plain', 'form-stack', 'notice-info', 'tone-accent', 'wide-desk'];
  expect([...used].filter((name) => !ruled.has(name) && !plain.includes(name))).toEqual([]);
});
