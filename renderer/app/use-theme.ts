import { useEffect, useLayoutEffect } from 'react'
import { useSettings } from './core-queries.ts'

const dark = '(prefers-color-scheme: dark)'

function apply(theme: 'system' | 'light' | 'dark'): void {
  const isDark = theme === 'dark' || (theme === 'system' && window.matchMedia(dark).matches)
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
}

/** Keeps the theme and the density of the document in step with the settings, once known, and, for `system`, with the machine. */
export function useTheme(known: boolean): void {
  const settings = useSettings(known)
  const theme = settings?.theme ?? 'system'
  const density = settings?.density ?? 'normal'
  useLayoutEffect(() => {
    apply(theme)
    document.documentElement.dataset['density'] = density
  }, [theme, density])
  useEffect(() => {
    const media = window.matchMedia(dark)
    const onChange = () => apply(theme)
    media.addEventListener('change', onChange)
    return () => media.removeEventListener('change', onChange)
  }, [theme])
}
