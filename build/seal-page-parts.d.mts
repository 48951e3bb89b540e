import type { Plugin } from 'vite'

export const sealPageParts: Plugin
