using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("SagTextures.Editor.Unity")]
[assembly: InternalsVisibleTo("SagTextures.Tests.EditMode")]
