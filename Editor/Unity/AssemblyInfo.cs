using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("SagTextures.Tests.EditMode")]
