import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './sources.mjs'

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i

/** Names and folders of the bundled packages: every locked package that is not only for development. */
export async function shippedPackages() {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.optional && !entry.peer)
    .map(([path, { version, license }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      license,
      folder: join(root, path),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** @param {{ name: string, version: string, license?: string, folder: string }} shipped */
async function noticeOf({ name, version, license, folder }) {
  if (license === undefined) throw new Error(`${name} names no licence.`)
  const files = (await readdir(folder)).filter((file) => licenceFile.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return { title: `${name} ${version} (${license})`, text: texts.map((text) => text.trim()).join('\n\n') }
}

/**
 * The notices that must ship with the bundles: name, version and licence of each bundled package. Packages with the same
 * licence text are listed together above it. Throws for a package without a licence.
 */
export async function thirdPartyNotices() {
  const notices = await Promise.all((await shippedPackages()).map(noticeOf))
  /** @type {Map<string, string[]>} */
  const byText = new Map()
  for (const { title, text } of notices) byText.set(text, [...(byText.get(text) ?? []), title])
  const parts = [...byText].map(([text, titles]) =>
    [...titles, '', text || 'The package brings no text of its licence.'].join('\n'),
  )
  const line = '-'.repeat(80)
  return [
    'Stackpass is made of its own code, under the licence in LICENSE, and of code of these packages.\n',
    ...parts.map((part) => `${line}\n${part}\n`),
  ].join('\n')
}
