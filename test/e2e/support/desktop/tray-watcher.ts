import { Message, Variant, type MessageBus } from '@jellybrick/dbus-next'
import { serveObject } from './bus-object.ts'
import type { TestBus } from './message-bus.ts'

const watcherName = 'org.kde.StatusNotifierWatcher'
const itemInterface = 'org.kde.StatusNotifierItem'
const menuInterface = 'com.canonical.dbusmenu'

/** One entry of the menu as a panel gets it. */
export interface MenuEntry {
  readonly id: number
  /** As it is drawn: of two underscores one is left, a single one only underlines. */
  readonly label: string
  readonly separator: boolean
  readonly enabled: boolean
  /** Undefined for entries that have no tick. */
  readonly ticked: boolean | undefined
  readonly children: readonly MenuEntry[]
}

/** What stands in the tray of a desktop for one app. */
export interface TrayIcon {
  property<T>(name: string): Promise<T>
  /** The whole menu, by GetLayout. */
  menu(): Promise<readonly MenuEntry[]>
  /** Clicks an entry, as a panel tells of it. */
  click(entry: MenuEntry): Promise<void>
  /** A click of the main button on the icon itself. */
  activate(): Promise<void>
}

/** The part of a desktop's panel that icons announce themselves to. */
export interface TrayWatcher {
  /** Icons whose apps are there. */
  icons(): readonly TrayIcon[]
  /** Goes away with its name, as a panel that ends. */
  stop(): Promise<void>
}

/** Puts a tray on this bus: a watcher that is its own host. */
export async function startTrayWatcher(bus: TestBus): Promise<TrayWatcher> {
  const connection = bus.connect()
  const icons = new Map<string, TrayIcon & { readonly owner: string }>()
  serveObject(connection, {
    path: '/StatusNotifierWatcher',
    interface: watcherName,
    properties: {
      IsStatusNotifierHostRegistered: () => new Variant('b', true),
      RegisteredStatusNotifierItems: () => new Variant('as', [...icons.keys()]),
      ProtocolVersion: () => new Variant('i', 0),
    },
    methods: {
      RegisterStatusNotifierItem: {
        run([service], sender) {
          // By name, or by the path of an object of the sender.
          const [name, path] = String(service).startsWith('/')
            ? [sender, String(service)]
            : [String(service), '/StatusNotifierItem']
          icons.set(`${name}${path}`, { ...trayIcon(connection, name, path), owner: sender })
          return []
        },
      },
    },
  })
  await onOwnerGone(connection, (owner) => {
    for (const [key, icon] of icons) if (icon.owner === owner) icons.delete(key)
  })
  await connection.requestName(watcherName)
  return {
    icons: () => [...icons.values()],
    async stop() {
      await connection.releaseName(watcherName)
      connection.disconnect()
    },
  }
}

/** Calls `gone` when a connection leaves the bus. */
async function onOwnerGone(connection: MessageBus, gone: (owner: string) => void): Promise<void> {
  connection.on('message', ({ member, body }: Message) => {
    const [name, , owner] = body
    if (member === 'NameOwnerChanged' && owner === '') gone(String(name))
  })
  const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }
  const rule = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"
  await connection.call(
    new Message({ ...bus, interface: bus.destination, member: 'AddMatch', signature: 's', body: [rule] }),
  )
}

function trayIcon(connection: MessageBus, destination: string, path: string): TrayIcon {
  const call = async (at: string, face: string, member: string, signature = '', body: unknown[] = []) => {
    const reply = await connection.call(
      new Message({ destination, path: at, interface: face, member, signature, body }),
    )
    return reply?.body ?? []
  }
  const property = async <T>(name: string) => {
    const [value] = await call(path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [itemInterface, name])
    return (value as Variant<T>).value
  }
  const menuCall = async (member: string, signature: string, body: unknown[]) =>
    call(await property<string>('Menu'), menuInterface, member, signature, body)
  return {
    property,
    async menu() {
      const [, root] = await menuCall('GetLayout', 'iias', [0, -1, []])
      return menuEntry(root as RawEntry).children
    },
    async click({ id }) {
      await menuCall('Event', 'isvu', [id, 'clicked', new Variant('i', 0), 0])
    },
    async activate() {
      await call(path, itemInterface, 'Activate', 'ii', [0, 0])
    },
  }
}

type RawEntry = readonly [
  id: number,
  properties: Readonly<Record<string, Variant>>,
  children: readonly Variant<RawEntry>[],
]

function menuEntry([id, properties, children]: RawEntry): MenuEntry {
  return {
    id,
    label: String(properties['label']?.value ?? '').replaceAll(/_(.?)/gs, '$1'),
    separator: properties['type']?.value === 'separator',
    enabled: properties['enabled']?.value !== false,
    ticked: properties['toggle-type'] === undefined ? undefined : properties['toggle-state']?.value === 1,
    children: children.map((child) => menuEntry(child.value)),
  }
}

/** The menu as a person reads it: `>` opens a submenu, `*` is ticked, `#` cannot be clicked. */
export function readMenu(entries: readonly MenuEntry[], indent = ''): string[] {
  return entries.flatMap(({ label, separator, enabled, ticked, children }) => {
    if (separator) return [`${indent}---`]
    if (children.length > 0) return [`${indent}> ${label}`, ...readMenu(children, `${indent}  `)]
    return [`${indent}${enabled ? '' : '# '}${ticked === true ? '* ' : ''}${label}`]
  })
}

/** The first entry with this label, at any depth. */
export function findEntry(entries: readonly MenuEntry[], label: string): MenuEntry {
  const all = (each: readonly MenuEntry[]): MenuEntry[] =>
    each.flatMap((entry) => [entry, ...all(entry.children)])
  const found = all(entries).find((entry) => entry.label === label)
  if (found === undefined) throw new Error(`The menu has no ${label}:\n${readMenu(entries).join('\n')}`)
  return found
}
