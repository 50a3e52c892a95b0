"""What many entries of the catalogue share: grids, masks, warps, blurs, geometry and noise."""
