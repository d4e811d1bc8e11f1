using Writ.Verify;

using var stop = new CancellationTokenSource();

// The first Ctrl-C ends it in order, with its state kept; the second ends it.
Console.CancelKeyPress += (_, pressed) =>
{
    if (stop.IsCancellationRequested) return;
    pressed.Cancel = true;
    stop.Cancel();
};
return Verifier.Run(args, Console.Out, Console.Error, showProgress: !Console.IsErrorRedirected, TimeProvider.System, stop.Token);
