import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes the hash of every file of the page into index.html, and lists the files that load later, for
 * renderer/app/load-parts.ts. So the page accepts files only from the host that served it.
 * @type {import('vite').Plugin}
 */
export const sealPageParts = {
  name: 'stackpass:seal-page-parts',
  async writeBundle({ dir = '' }) {
    const file = join(dir, 'index.html')
    const names = (await readdir(join(dir, 'assets'))).filter((name) => /\.(?:js|css)$/.test(name)).sort()
    let html = await readFile(file, 'utf8')
    let later = ''
    for (const name of names) {
      const digest = createHash('sha384').update(await readFile(join(dir, 'assets', name)))
      const address = `./assets/${name}`
      const integrity = `sha384-${digest.digest('base64')}`
      if (html.includes(`"${address}"`))
        html = html.replace(`"${address}"`, () => `"${address}" integrity="${integrity}"`)
      else later += `    <meta name="part" content="${address} ${integrity}">\n`
    }
    await writeFile(
      file,
      html.replace('  </head>', () => `${later}  </head>`),
    )
  },
}
