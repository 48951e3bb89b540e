import type { MenuItemConstructorOptions } from 'electron'
import type { CoreEvent } from '../../shared/contract/events.ts'

type View = Extract<CoreEvent, { type: 'show' }>['view']

export interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly devTools: boolean
  readonly show: (view: View) => void
  readonly about: () => void
  readonly openDocs: () => void
}

/** The application menu. It needs the edit roles, or copy and paste have no keys on macOS. */
export function appMenu(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, show } = options
  const mac = platform === 'darwin'
  const about = { label: 'About Stackpass', click: options.about }
  const settings = { label: 'Settings', accelerator: 'CommandOrControl+,', click: () => show('settings') }
  const divider = { type: 'separator' as const }
  return [
    ...(mac
      ? [
          {
            label: 'Stackpass',
            submenu: [
              about,
              divider,
              settings,
              divider,
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              { role: 'unhide' as const },
              divider,
              { role: 'quit' as const },
            ],
          },
        ]
      : []),
    {
      label: 'File',
      submenu: mac ? [{ role: 'close' }] : [settings, divider, { role: 'close' }, { role: 'quit' }],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { label: 'Profiles', click: () => show('profiles') },
        { label: 'Sessions', click: () => show('sessions') },
        { label: 'Stacks', click: () => show('stacks') },
        { label: 'Health', click: () => show('health') },
        { label: 'History', click: () => show('history') },
        divider,
        // The page handles these keys itself; the menu only shows them.
        {
          label: 'Command palette',
          accelerator: 'CommandOrControl+K',
          registerAccelerator: false,
          click: () => show('palette'),
        },
        divider,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(options.devTools
          ? [divider, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]
          : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'AWS shared config files', click: options.openDocs },
        ...(mac ? [] : [divider, about]),
      ],
    },
  ]
}
