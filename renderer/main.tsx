import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { followEvents } from './app/follow-events.ts'
import type { Feature } from './app/feature.ts'
import { registerFeatures } from './app/feature-registry.ts'
import { loadParts } from './app/load-parts.ts'
import { followAddress } from './app/navigation.ts'
import { createQueryClient } from './app/query-client.ts'
import { currentHostLink } from './app/transport.ts'
import { askBeforeUnload } from './app/ask-before-unload.ts'
import { setPartLoader } from './ui/late-part.tsx'
import './ui/tokens.css'
import './ui/base.css'
import './app/page-shell.css'

const modules = import.meta.glob<{ feature: Feature }>('./features/*/*-feature.tsx', { eager: true })
registerFeatures(Object.values(modules).map((module) => module.feature))

setPartLoader(loadParts)
followAddress()
askBeforeUnload()
const client = createQueryClient()
followEvents(currentHostLink(), client)

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element')
createRoot(root).render(
  <QueryClientProvider client={client}>
    <App />
  </QueryClientProvider>,
)
