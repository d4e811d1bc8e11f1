using Writ.Hub.Verbs;

return await HubProgram.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, CancellationToken.None);
