import '@askusnow/widget'; // registers <ask-us-now>
import { render } from 'preact';
import { useState } from 'preact/hooks';

function Page() {
  const [status, setStatus] = useState('');
  return (
    <main>
      <h1>Harford County Public Library</h1>
      <ask-us-now
        library="harford"
        placement="header"
        endpoint={import.meta.env.VITE_ASK_US_NOW}
        practice={false}
        onask-change={(event) => setStatus(event.status)}
      >
        <a href="https://chat.example.org/harford">Ask a librarian</a>
      </ask-us-now>
      <p id="status">{status}</p>
    </main>
  );
}

render(<Page />, document.getElementById('app')!);
