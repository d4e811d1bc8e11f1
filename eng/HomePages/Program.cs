using Writ.Sources.Cameras.Web;

await File.WriteAllBytesAsync(args[0], await HomeShells.Make());
