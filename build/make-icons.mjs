// Renders build/icons/*.svg to the PNG files beside them. Run by hand after a change: `node build/make-icons.mjs`.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from './browser.mjs'
import { root } from './sources.mjs'

const folder = join(root, 'build', 'icons')

/** macOS colours template images itself; elsewhere a medium blue is visible on light and dark bars. */
const images = [
  { from: 'icon.svg', to: 'icon.png', size: 1024 },
  { from: 'tray.svg', to: 'tray.png', size: 22, colour: '#5b8def' },
  { from: 'tray.svg', to: 'tray@2x.png', size: 44, colour: '#5b8def' },
  { from: 'tray.svg', to: 'trayTemplate.png', size: 18, colour: '#000' },
  { from: 'tray.svg', to: 'trayTemplate@2x.png', size: 36, colour: '#000' },
]

const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox'],
})
const page = await browser.newPage()
for (const { from, to, size, colour = '#000' } of images) {
  const svg = (await readFile(join(folder, from), 'utf8')).replaceAll('currentColor', colour)
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  )
  await writeFile(join(folder, to), await page.screenshot({ omitBackground: true }))
}
await browser.close()
