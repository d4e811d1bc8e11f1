Console.WriteLine("writ-verify");
