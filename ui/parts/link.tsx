import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react';

/** Goes to a path of this app without loading the page anew. */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const router = useRouter();
  return (path, options) => {
    if (options?.replace) router.history.replace(path);
    else router.history.push(path);
  };
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; ref?: Ref<HTMLAnchorElement> };

/** A link inside the app: a real anchor (middle click, copy, long press), routed without a reload. */
export function AppLink({ href, onClick, ...rest }: LinkProps) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const special = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || special || rest.target === '_blank') return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
