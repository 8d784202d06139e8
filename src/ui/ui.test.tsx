import { readdirSync, readFileSync } from 'node:fs';
import type { Child } from 'hono/jsx';
import { describe, expect, it } from 'vitest';
import type { Page } from '../foundations/http/index.ts';
import { LOCALES } from '../foundations/i18n/index.ts';
import { SHAPES } from './icon-shapes.ts';
import {
  Address,
  Badge,
  Button,
  Card,
  CheckboxField,
  CodeField,
  Columns,
  CopyButton,
  Details,
  DownloadButton,
  EmptyState,
  Facts,
  Field,
  Form,
  type Frame,
  Gauge,
  HiddenUsername,
  Icon,
  type IconName,
  LinkButton,
  Links,
  Notice,
  PageHead,
  Pager,
  PasswordField,
  PrintButton,
  ProgressHint,
  Prose,
  RadioGroup,
  RowList,
  renderDocument,
  SelectField,
  Steps,
  Table,
  Time,
} from './index.ts';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)> '`;

const frame: Frame = {
  locale: 'en',
  theme: 'system',
  brand: 'Gatehouse',
  path: '/security?cursor=a&b',
  viewer: { name: 'Ada', email: 'ada@example.org' },
  formToken: 'the-token',
  navigation: [{ label: 'Security', items: [{ href: '/security', label: 'Overview', icon: 'shield' }] }],
  assets: { css: '/assets/app.css', js: '/assets/app.js' },
  idleSeconds: 600,
};

function render(content: Child, page: Partial<Page> = {}, more: Partial<Frame> = {}): string {
  return renderDocument({ title: 'Page', shell: 'card', content, ...page }, { ...frame, ...more });
}

/** Every component once, each text of it `say`. */
function everything(say: string) {
  const meter = { label: say, levels: [say, say, say, say, say] as const, emailField: 'email' };
  const field = { label: say, hint: say, error: say };
  return (
    <>
      <PageHead title={say} intro={say} guide={{ href: '/guide', label: say }} back={{ href: '/', label: say }} />
      <Notice tone="danger" title={say} actions={<a href="/">{say}</a>}>
        {say}
      </Notice>
      <Form
        action="/act"
        token="the-token"
        submit={say}
        submitLabel={say}
        label={say}
        confirm={{ title: say, text: say }}
      >
        <HiddenUsername value={say} />
        <Field {...field} name="text" value={say} optional={say} exact />
        <CodeField {...field} name="code" value={say} />
        <PasswordField
          {...field}
          name="password"
          autocomplete="new-password"
          showLabel={say}
          hideLabel={say}
          meter={meter}
        />
        <SelectField {...field} name="select" options={[{ value: say, label: say }]} value={say} />
        <CheckboxField {...field} name="check" value={say} checked />
        <RadioGroup {...field} name="radio" options={[{ value: 'a', label: say, hint: say }]} value="a" />
      </Form>
      <Columns>
        <Card title={say} intro={say} actions={<LinkButton href="/">{say}</LinkButton>} tone="danger">
          <Gauge value={65} max={100} label={say} caption={say}>
            <Badge tone="good">{say}</Badge>
          </Gauge>
        </Card>
      </Columns>
      <Table
        caption={say}
        head={[say, say]}
        rows={[{ cells: [say, say], below: <Details summary={say}>{say}</Details> }]}
      />
      <Pager next="?cursor=a" label={say} first="?" firstLabel={say} />
      <RowList items={[{ title: say, href: '/', icon: 'lock', badge: say, text: say, action: say }]} />
      <Facts rows={[[say, <Address value={say} />]]} />
      <EmptyState title={say} text={say} icon="key" action={<Button>{say}</Button>} />
      <Steps steps={[{ title: say, text: say }]} />
      <Links items={[{ lead: say, href: '/', label: say }]} />
      <Prose>
        <p>{say}</p>
      </Prose>
      <ProgressHint>{say}</ProgressHint>
      <Time at={new Date(0)} locale="en" timeZone="Europe/Paris" />
      <CopyButton target="codes" label={say} done={say} />
      <DownloadButton target="codes" label={say} fileName={say} />
      <PrintButton label={say} />
      {Object.keys(SHAPES).map((name) => (
        <Icon name={name as IconName} />
      ))}
    </>
  );
}

/** Opening tags with their attributes, quoted values taken out of the way. */
function tagsOf(html: string): string[] {
  return html.match(/<[a-z][^\s/>]*(?:\s[^\s=>]+(?:="[^"]*")?)*\s*\/?>/g) ?? [];
}

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

  it.each(['card', 'desk', 'book'] as const)(
    'has nothing inline that the content policy would refuse (%s)',
    (shell) => {
      for (const locale of LOCALES) {
        const html = render(everything('Some words'), { shell }, { locale });
        for (const tag of tagsOf(html)) {
          expect(tag).not.toMatch(/\sstyle=/);
          expect(tag).not.toMatch(/\son[a-z]+=/);
          expect(tag).not.toMatch(/="\s*javascript:/i);
          expect(tag).not.toMatch(/^<(style|base|iframe|object|embed)\b/);
        }
        expect(html.match(/<script\b[^>]*>[^<]*<\/script>/g)).toEqual([
          '<script type="module" src="/assets/app.js"></script>',
        ]);
      }
    },
  );

  it.each(['card', 'desk', 'book'] as const)('shows hostile text as text, wherever it is put (%s)', (shell) => {
    const html = render(
      everything(HOSTILE),
      { shell, title: HOSTILE },
      {
        brand: HOSTILE,
        path: HOSTILE,
        viewer: { name: HOSTILE, email: HOSTILE },
        formToken: HOSTILE,
        navigation: [{ label: HOSTILE, items: [{ href: '/', label: HOSTILE }] }],
      },
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<img');
    expect(tagsOf(html).filter((tag) => /\sonerror/.test(tag.replaceAll(/"[^"]*"/g, '""')))).toEqual([]);
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
  it.each(['card', 'desk', 'book'] as const)(
    'lets a signed-in user sign out from every page by POST (SE-6, %s)',
    (shell) => {
      const html = render('', { shell });
      expect(html).toMatch(
        /<form method="post" action="\/sign-out"[^>]*><input type="hidden" name="form_token" value="the-token"\/>/,
      );
      expect(render('', { shell }, { viewer: null })).not.toContain('/sign-out');
    },
  );

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

it('every class that a component names has its rules, and no rule is left over', () => {
  const styles = new URL('./styles/', import.meta.url);
  const css = readdirSync(styles).map((file) => readFileSync(new URL(file, styles), 'utf8'));
  const ruled = new Set(
    css
      .join('\n')
      .match(/\.[a-z][a-z-]*/g)
      ?.map((name) => name.slice(1)),
  );
  const html = (['card', 'desk', 'book'] as const).map((shell) => render(everything('x'), { shell })).join('');
  const used = new Set([...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ')));
  const PLAIN = ['card-plain', 'form-', 'badge-neutral', 'notice-info', 'tone-accent'];
  expect([...used].filter((name) => !ruled.has(name) && !PLAIN.some((plain) => name.startsWith(plain)))).toEqual([]);
});
