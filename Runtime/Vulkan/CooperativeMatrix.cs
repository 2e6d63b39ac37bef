namespace SagTextures.Vulkan
{
    /// <summary>
    /// A shape in which a device multiplies matrices of half precision and adds up in single precision, by a subgroup
    /// (VK_KHR_cooperative_matrix): Rows × Depth times Depth × Columns.
    /// </summary>
    internal sealed class CooperativeMatrix
    {
        public CooperativeMatrix(int rows, int columns, int depth, int subgroupSize)
        {
            Rows = rows;
            Columns = columns;
            Depth = depth;
            SubgroupSize = subgroupSize;
        }

        public int Rows { get; }

        public int Columns { get; }

        public int Depth { get; }

        /// <summary>What its pipelines require.</summary>
        public int SubgroupSize { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Rows}×{Columns}×{Depth}";
    }
}
