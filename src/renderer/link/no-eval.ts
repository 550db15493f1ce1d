import { config } from "zod";

// zod tries whether it may compile its checks with eval; the core's policy for contents forbids that, and the browser
// would report every attempt as a violation.
config({ jitless: true });
