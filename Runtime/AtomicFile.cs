using System;
using System.IO;
using SagTextures.Models;

namespace SagTextures
{
    /// <summary>Writes files so that a reader, or a crash, never meets a half-written one.</summary>
    public static class AtomicFile
    {
        /// <summary>
        /// Writes to a temporary file in the same folder, flushes it to the disk and gives it its name, replacing an older
        /// file. Missing folders are made.
        /// </summary>
        /// <exception cref="SagTexturesException">The folder or file cannot be written, or the disk is full.</exception>
        public static void Write(string path, Action<Stream> write)
        {
            string? temporary = null;
            try
            {
                string full = Path.GetFullPath(path);
                string folder = Path.GetDirectoryName(full) ?? throw new IOException("it names a folder, not a file");
                if (Directory.Exists(full))
                {
                    throw new IOException("it is a folder");
                }

                Directory.CreateDirectory(folder);
                temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
                using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                if (File.Exists(full))
                {
                    File.Replace(temporary, full, null);
                }
                else
                {
                    File.Move(temporary, full);
                }

                temporary = null;
            }
            catch (Exception e) when (ModelFile.IsFileError(e))
            {
                throw new SagTexturesException(
                    $"Cannot write {path}: {e.Message.TrimEnd('.')}. Check the folder's permissions and the free space.", e);
            }
            finally
            {
                if (temporary != null)
                {
                    File.Delete(temporary);
                }
            }
        }
    }
}
