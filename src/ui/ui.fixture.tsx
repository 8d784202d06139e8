import type { Child } from 'hono/jsx';
import type { Page } from '../foundations/http/index.ts';
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

export const SHELLS = ['card', 'desk', 'book'] as const;

const frame: Frame = {
  locale: 'en',
  theme: 'system',
  brand: 'Gatehouse',
  path: '/security?cursor=a&b',
  viewer: { name: 'Ada', email: 'ada@example.org', account: { name: 'Analytical Engines', role: 'owner' } },
  formToken: 'the-token',
  navigation: [{ label: 'Security', items: [{ href: '/security', label: 'Overview', icon: 'shield' }] }],
  assets: { css: '/assets/app.css', scripts: ['/assets/app.js'] },
  idleSeconds: 600,
};

/** A page around `content`, for a signed-in user unless `more` says otherwise. */
export function render(content: Child, page: Partial<Page> = {}, more: Partial<Frame> = {}): string {
  return renderDocument({ title: 'Page', shell: 'card', content, ...page }, { ...frame, ...more });
}

/** Every component once, each text of it `say`. */
export function everything(say: string) {
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
export function tagsOf(html: string): string[] {
  return html.match(/<[a-z][^\s/>]*(?:\s[^\s=>]+(?:="[^"]*")?)*\s*\/?>/g) ?? [];
}
