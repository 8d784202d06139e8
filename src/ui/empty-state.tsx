import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

/** A list with nothing in it: says so, and what would put something there. */
export function EmptyState(props: { title: string; text?: Child; icon?: IconName | undefined; action?: Child }) {
  return (
    <div class="empty">
      {props.icon && <Icon name={props.icon} />}
      <p class="empty-title">{props.title}</p>
      {props.text && <p>{props.text}</p>}
      {props.action && <div>{props.action}</div>}
    </div>
  );
}
