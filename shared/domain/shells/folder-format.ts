import { hexColour, seconds, unwritable } from './state-format.ts'

/** One folder with its own profile, as the hooks read it. */
export interface FolderEntry {
  /** Absolute, as a shell spells it in `PWD`, with no slash at its end. */
  readonly folder: string
  /** Absent: its file was turned down, and is not mentioned again. */
  readonly profile?: string
  /** The whole text of the file as it was allowed. Absent: a rule of the user, which needs no file. */
  readonly text?: string
  /** Only while this file holds this text: it says which stack is selected. */
  readonly when?: { readonly file: string; readonly holds: string }
  /** Present where shells export the region, too. */
  readonly region?: string
  readonly production?: true
  /** Seconds since 1970. */
  readonly expires?: number
  /** The colour of the terminal's background, as in the state file. */
  readonly colour?: string
}

/** The name of the file by which a folder asks for a profile. */
export const folderFileName = '.stackpass.toml'

/** The maximum size of such a file in bytes: a shell compares it at each prompt. */
export const longestFolderFile = 4096

/** The maximum number of entries: a shell searches all of them when it enters another folder. */
export const mostFolders = 500

const header = 'stackpass-folders 1 '

/** The file that the hooks read, beside the state file. */
export function foldersFile(stateFile: string): string {
  return `${stateFile}-folders`
}

/** Whether a value fits in one line of the file. */
export function isPlainLine(value: string): boolean {
  return value !== '' && value.length <= 4096 && !unwritable.test(value)
}

/** Whether every shell reads a text back unchanged: lines without control characters except tabs, and no byte order mark. */
export function isPlainText(text: string): boolean {
  return !text.startsWith('\uFEFF') && !unwritable.test(text.replaceAll(/\r?\n|\t/g, ''))
}

function entryLines(entry: FolderEntry): string[] {
  const { folder, profile, text, when, region, production, expires, colour } = entry
  const values = [
    ['folder', folder],
    ['profile', profile],
    ['when', when?.file],
    ['holds', when?.holds],
    ['region', region],
    ['expires', expires === undefined ? undefined : String(expires)],
    ['production', production === true ? 'yes' : undefined],
    ['colour', colour !== undefined && hexColour.test(colour) ? colour : undefined],
  ] as const
  const lines = values.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
  const parts = text?.split('\n')
  const last = parts?.pop()
  return [
    ...lines,
    ...(parts ?? []).map((part) => `line=${part}`),
    ...(last === undefined ? [] : [`last=${last}`]),
  ]
}

/**
 * The text of that file: like the state file, one `name=value` a line, read by builtins and never evaluated. `stamp` must be new
 * at every write. Each `folder=` begins an entry; `line=` and `last=` together are the text of its file. Leaves out what could
 * not be read back, which then has no effect.
 */
export function encodeFolders(entries: readonly FolderEntry[], stamp: string): string {
  const plain = entries.filter(
    ({ folder, profile = 'x', text = '', when, region = 'x' }) =>
      [folder, profile, region, when?.file ?? 'x', when?.holds ?? 'x'].every(isPlainLine) &&
      isPlainText(text),
  )
  // A rule of the user goes before the file of the same folder.
  plain.sort((one, other) => Number(one.text !== undefined) - Number(other.text !== undefined))
  return `${[header + stamp, ...plain.slice(0, mostFolders).flatMap(entryLines), 'end'].join('\n')}\n`
}

/** Reads that text as the hooks do; no entries where it is half written or of another version. */
export function decodeFolders(content: string): FolderEntry[] {
  const lines = content.split('\n')
  const end = lines.lastIndexOf('end')
  if (!lines[0]!.startsWith(header) || end === -1) return []
  const entries: Record<string, string>[] = []
  for (const line of lines.slice(1, end)) {
    const at = line.indexOf('=')
    const [name, value] = [line.slice(0, at), line.slice(at + 1)]
    if (name === 'folder') entries.push({})
    const entry = entries.at(-1)
    if (entry === undefined) continue
    if (name === 'line') entry['text'] = `${entry['text'] ?? ''}${value}\n`
    else if (name === 'last') entry['text'] = `${entry['text'] ?? ''}${value}`
    else entry[name] = value
  }
  return entries.map(({ folder = '', profile, text, when, holds, region, production, expires, colour }) => ({
    folder,
    ...(profile !== undefined && { profile }),
    ...(text !== undefined && { text }),
    ...(when !== undefined && holds !== undefined && { when: { file: when, holds } }),
    ...(region !== undefined && { region }),
    ...(production === 'yes' && { production: true as const }),
    ...(seconds(expires) !== undefined && { expires: Number(expires) }),
    ...(colour !== undefined && { colour }),
  }))
}
