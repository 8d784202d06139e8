import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

export type NoticeTone = 'info' | 'good' | 'warning' | 'danger';

const ICONS: Record<NoticeTone, IconName> = { info: 'info', good: 'check', warning: 'warning', danger: 'warning' };
const ROLES: Record<NoticeTone, 'status' | 'alert' | undefined> = {
  info: undefined,
  good: 'status',
  warning: undefined,
  danger: 'alert',
};

interface NoticeProps {
  tone: NoticeTone;
  title?: string | undefined;
  /** Buttons or links: what to do about it. */
  actions?: Child;
  children?: Child;
}

/** Something to know before going on: what just happened, or what is about to. */
export function Notice({ tone, title, actions, children }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={ROLES[tone]}>
      <Icon name={ICONS[tone]} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div class="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
