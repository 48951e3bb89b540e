import { sendFirstCall } from './app/first-call.ts'
import { connect, setHostLink } from './app/transport.ts'

performance.mark('stackpass:script-start')
setHostLink(connect())
// Core reads the files while the browser is still compiling the page.
sendFirstCall()
void import('./main.tsx')
