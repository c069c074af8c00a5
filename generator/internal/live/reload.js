// Reloads the page when another build than the one it came from is shown.
let shown;
new EventSource("/_essaim/events").onmessage = ({ data }) => {
  if (shown !== undefined && shown !== data) location.reload();
  shown = data;
};
