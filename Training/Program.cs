using System;
using SagTextures.Training.CommandLine;

return await SagCommandLine.RunAsync(args, Console.Out, Console.Error);
