namespace SagTextures.Latents
{
    /// <summary>
    /// The counter-based generator Philox4x32-10 of Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011):
    /// a counter and a key give four random words, the same on every machine.
    /// </summary>
    internal static class Philox4x32
    {
        private const int Rounds = 10;
        private const uint Multiplier0 = 0xD2511F53;
        private const uint Multiplier1 = 0xCD9E8D57;
        private const uint Weyl0 = 0x9E3779B9;
        private const uint Weyl1 = 0xBB67AE85;

        public static (uint X0, uint X1, uint X2, uint X3) Next(
            (uint C0, uint C1, uint C2, uint C3) counter, uint key0, uint key1)
        {
            (uint c0, uint c1, uint c2, uint c3) = counter;
            for (int round = 0; round < Rounds; round++)
            {
                ulong product0 = (ulong)Multiplier0 * c0;
                ulong product1 = (ulong)Multiplier1 * c2;
                (c0, c1, c2, c3) = (
                    (uint)(product1 >> 32) ^ c1 ^ key0,
                    (uint)product1,
                    (uint)(product0 >> 32) ^ c3 ^ key1,
                    (uint)product0);
                unchecked
                {
                    key0 += Weyl0;
                    key1 += Weyl1;
                }
            }

            return (c0, c1, c2, c3);
        }
    }
}
