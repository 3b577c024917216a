// The script of the page that browser.js opens: runs the program, and lists what the page's policy has blocked.
import { program } from './browser-program.js'

const blocked = []
document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.blockedURI))
try {
  new Function('') // must not be allowed, or the policy is not in force
} catch {
  // listed
}
window.result = program().then((result) => ({ ...result, blocked }))
