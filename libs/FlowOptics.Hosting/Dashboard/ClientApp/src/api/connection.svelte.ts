/** Whether AppHost answers, and whether it knows this browser. The stream of resources, which every page has open, tells. */
class Connection {
  live = $state(true);
  signedIn = $state(true);
}

export const connection = new Connection();
