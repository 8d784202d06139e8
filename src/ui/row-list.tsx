import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

export interface RowItem {
  icon?: IconName | undefined;
  iconTone?: 'accent' | 'good' | 'warning' | 'danger' | 'neutral' | undefined;
  title: string;
  /** Makes the whole row a link; the title is its name. */
  href?: string | undefined;
  badge?: Child;
  text?: Child;
  /** A small form or button at the right. */
  action?: Child;
}

/** Things of one kind, one a row: settings on the overview, sessions, devices, passkeys. */
export function RowList({ items }: { items: readonly RowItem[] }) {
  return (
    <ul class="rows">
      {items.map(({ icon, iconTone = 'accent', title, href, badge, text, action }) => (
        <li class="row">
          {icon && (
            <span class={`row-icon tone-${iconTone}`}>
              <Icon name={icon} />
            </span>
          )}
          <div class="row-body">
            <p class="row-title">
              {href ? <a href={href}>{title}</a> : <span>{title}</span>}
              {badge}
            </p>
            {text && <div class="row-text">{text}</div>}
          </div>
          {action ? <div class="row-action">{action}</div> : href && <Icon name="chevron" />}
        </li>
      ))}
    </ul>
  );
}
