/** Never gives the thread back. */
export default function endless() {
  for (;;);
}
