System.Console.WriteLine("sag");
