import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import {
  IconBug,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMailForward,
  IconMoon,
  IconPencilPlus,
  IconSettings,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type Me, signOut } from '#features/access/contract.ts';
import { useCommand } from '#ui/api/query.ts';
import { Face } from '#ui/parts/face.tsx';
import { AppLink, useGo } from '#ui/parts/link.tsx';
import { tellProblem } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { roleWords, wordOf } from '#ui/words/words.ts';
import styles from './shell.module.css';

export function RailHead({ onCompose }: { onCompose: () => void }) {
  return (
    <div className={styles.head}>
      <AppLink href={paths.home()} className={styles.mark}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <strong>Posthaste</strong>
      </AppLink>
      <Tooltip label="New ticket (c)">
        <ActionIcon aria-label="New ticket" onClick={onCompose} size={30}>
          <IconPencilPlus size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

const schemes = [
  { id: 'light', label: 'Light', icon: IconSun },
  { id: 'dark', label: 'Dark', icon: IconMoon },
  { id: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

function MeMenu({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const go = useGo();
  const leave = useCommand(signOut);
  const onSignOut = () =>
    leave.run(
      {},
      {
        done: () => {
          client.clear();
          go(paths.signIn());
        },
        refused: (error) => tellProblem(error, 'You are still signed in'),
      },
    );
  return (
    <Menu position="top-start" width={210}>
      <Menu.Target>
        <button type="button" className={styles.me}>
          <Face name={me.name} size={28} kind="agent" />
          <span className={styles.meWords}>
            <span className="clip">{me.name}</span>
            <span className="meta">{wordOf(roleWords, me.role).label}</span>
            <span className="sr-only">, your menu</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {/* biome-ignore lint/a11y/useSemanticElements: a group of a menu, not of a form */}
        <div role="group" aria-label="Colours">
          <Menu.Label aria-hidden>Colours</Menu.Label>
          {schemes.map(({ id, label, icon: Icon }) => (
            <Menu.RadioItem
              key={id}
              value={id}
              checked={colorScheme === id}
              onChange={() => setColorScheme(id)}
              rightSection={<Icon size={16} stroke={1.6} />}
              closeMenuOnClick
            >
              {label}
            </Menu.RadioItem>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUser size={16} stroke={1.6} />}
          onClick={() => go(paths.settings('you'))}
        >
          You and your password
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.6} />} onClick={onHelp}>
          Keys
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function RailFoot({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const { pathname } = useLocation();
  const current = (start: string) => (pathname.startsWith(start) ? ('page' as const) : undefined);
  return (
    <div className={styles.foot}>
      <AppLink
        href={paths.knownIssues()}
        className={styles.footLink}
        aria-current={current(paths.knownIssues())}
      >
        <IconBug size={17} stroke={1.6} aria-hidden /> Known issues
      </AppLink>
      <AppLink href={paths.captured()} className={styles.footLink} aria-current={current(paths.captured())}>
        <IconMailForward size={17} stroke={1.6} aria-hidden /> Captured mail
      </AppLink>
      <AppLink href={paths.settings('desk')} className={styles.footLink} aria-current={current('/settings')}>
        <IconSettings size={17} stroke={1.6} aria-hidden /> Settings
      </AppLink>
      <MeMenu me={me} onHelp={onHelp} />
    </div>
  );
}
