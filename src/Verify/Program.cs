using Writ.Verify;

return Verifier.Run(args, Console.Out, Console.Error, showProgress: !Console.IsErrorRedirected, TimeProvider.System);
